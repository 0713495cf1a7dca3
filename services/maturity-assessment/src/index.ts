export { definition } from './maturity-assessment.service-definition.js';
