import './support/on-kafka.js';
import './journey.e2e.spec.js';
