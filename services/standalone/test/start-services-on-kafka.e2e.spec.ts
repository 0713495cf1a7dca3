import './support/on-kafka.js';
import './start-services.e2e.spec.js';
