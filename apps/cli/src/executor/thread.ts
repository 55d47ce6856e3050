import { parentPort } from "node:worker_threads";
import { type ToWorker, workerSide } from "@counterweight/kernel";
import { loadTask } from "./threads.ts";

const port = parentPort;
if (port === null) throw new Error("thread.ts runs as a worker thread");
const handle = workerSide(loadTask, (message) => port.postMessage(message));
port.on("message", (message: ToWorker) => void handle(message));
