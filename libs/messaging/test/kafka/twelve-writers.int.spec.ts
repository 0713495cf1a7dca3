import { twelveWriters } from '../twelve-writers.js';
import { KafkaRigLogs } from './kafka-rig-logs.js';

twelveWriters('Kafka', KafkaRigLogs.make);
