export { definition } from './post-sales.service-definition.js';
export { WarrantyTermService } from './warranty-term/warranty-term.service.js';
export { ServiceRequestService } from './service-request/service-request.service.js';
export { AssetFulfillmentService } from './asset-fulfillment/asset-fulfillment.service.js';
