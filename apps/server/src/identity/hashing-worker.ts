import { parentPort } from "node:worker_threads";
import { answerTo, type HashOrder } from "./hashing-answer.ts";

parentPort?.on("message", (order: HashOrder) => parentPort?.postMessage(answerTo(order)));
