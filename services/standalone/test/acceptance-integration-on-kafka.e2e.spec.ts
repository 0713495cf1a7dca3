import './support/on-kafka.js';
import './acceptance-integration.e2e.spec.js';
