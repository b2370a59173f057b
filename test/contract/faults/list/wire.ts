import { Buffer } from "node:buffer";
import type { ServerResponse } from "node:http";
import { type Fault, faultsOf, inDocuments, inDocumentsByWrites, onceInTwenty, reply } from "../fault.ts";
import { Refusal, toJson } from "../server/message.ts";
import type { Change, Message } from "../server/start-shop.ts";

/** Writes good responses of an operation in another way. */
function wire(operation: string, write: (response: ServerResponse, message: Message) => void): () => Change {
  return () => ({
    wire: (response, call, message) => {
      if (call.operation !== operation || message.status >= 300) return false;
      write(response, message);
      return true;
    },
  });
}

/** Writes a response to the socket as it is given, and closes it. */
function raw(
  response: ServerResponse,
  message: Message,
  { headers = {}, bytes = message.bytes }: Partial<Message>,
): void {
  const all = { Date: new Date().toUTCString(), ...message.headers, ...headers, Connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  response.socket?.write(`HTTP/1.1 ${message.status} Whatever\r\n${lines.join("")}\r\n`);
  response.socket?.end(bytes);
}

/** What is wrong with how responses are written. */
export const wires: readonly Fault[] = [
  ...faultsOf("transport", inDocuments, [
    [
      "body-truncated",
      "The connection ends in the middle of the list of products.",
      wire("listProducts", (response, message) => {
        raw(response, message, { bytes: message.bytes.subarray(0, message.bytes.length / 2) });
      }),
    ],
    [
      "length-too-short",
      "Content-Length of a customer is less than its body has.",
      wire("getCustomer", (response, message) => {
        raw(response, message, { headers: { "Content-Length": `${message.bytes.length - 20}` } });
      }),
    ],
    [
      "connection-dropped",
      "The connection ends without a response for the stock.",
      wire("getStock", (response) => {
        response.socket?.destroy();
      }),
    ],
    [
      "chunks-not-valid",
      "The chunks of the rates have sizes that are none.",
      wire("getRates", (response, message) => {
        const { "Content-Length": _length, ...headers } = message.headers;
        const chunked = { ...headers, "Transfer-Encoding": "chunked" };
        const bytes = Buffer.concat([Buffer.from("zz\r\n"), message.bytes, Buffer.from("\r\n0\r\n\r\n")]);
        raw(response, { ...message, headers: chunked }, { bytes });
      }),
    ],
  ]),
  ...faultsOf("transport", inDocumentsByWrites, [
    [
      "nothing-with-a-body",
      "A 204 of a customer that is deleted has a body.",
      wire("deleteCustomer", (response, message) => {
        raw(response, message, { headers: { "Content-Length": "15" }, bytes: Buffer.from('{"deleted":true}') });
      }),
    ],
  ]),
  ...faultsOf("encoding", inDocuments, [
    [
      "called-gzip",
      "The list of orders is called gzip and is not.",
      wire("listOrders", (response, { status, headers }) => {
        const bytes = Buffer.from('{"data":[],"total":0,"limit":20,"offset":0}');
        const wrong = { ...headers, "Content-Encoding": "gzip", "Content-Length": `${bytes.length}` };
        response.writeHead(status, wrong).end(bytes);
      }),
    ],
    [
      "bytes-of-latin-1",
      "The list of customers is JSON in Latin-1.",
      reply("listCustomers", (it) => {
        it.type = "application/json";
        it.body = Buffer.from(toJson(it.body), "latin1");
      }),
    ],
    [
      "json-cut-off",
      "The account is JSON without its end.",
      reply("getMe", (it) => {
        it.type = "application/json";
        it.body = Buffer.from(toJson(it.body).slice(0, -1));
      }),
    ],
    [
      "json-in-json",
      "The stock is a JSON string that holds JSON.",
      reply("getStock", (it) => {
        it.body = toJson(it.body);
      }),
    ],
    [
      "array-for-lines",
      "The events are one array, not a line each.",
      reply("streamEvents", (it) => {
        if (it.type === "application/jsonl") it.body = `[${String(it.body).trim().replaceAll("\n", ",")}]`;
      }),
    ],
    [
      "line-broken",
      "The third event has no end.",
      reply("streamEvents", (it) => {
        if (it.type !== "application/jsonl") return;
        it.body = String(it.body)
          .split("\n")
          .map((line, index) => (index === 2 ? line.slice(0, -4) : line))
          .join("\n");
      }),
    ],
    [
      "events-without-data",
      "Events of the event stream have no data.",
      reply("streamEvents", (it) => {
        if (it.type === "text/event-stream") it.body = String(it.body).replaceAll(/^data: .*$/gm, "data");
      }),
    ],
  ]),
  ...faultsOf("HEAD", inDocuments, [
    [
      "head-finds-nothing",
      "HEAD responds with 404 for products that are there.",
      () => ({
        reply: (it, call) => {
          if (call.operation === "headProduct" && it.status === 200)
            Object.assign(it, new Refusal(404, "not here").reply());
        },
      }),
    ],
    [
      "head-without-header",
      "HEAD has no ETag.",
      reply("headProduct", (it) => {
        delete it.headers["ETag"];
      }),
    ],
    ["head-with-a-body", "HEAD has a body.", wire("headProduct", (response, message) => raw(response, message, {}))],
    [
      "head-unlike-get",
      "HEAD has another entity tag than GET.",
      reply("headProduct", (it) => {
        it.headers["ETag"] = '"0-head"';
      }),
    ],
  ]),
  ...faultsOf("once in twenty", inDocuments, [
    [
      "sometimes-500",
      "One list of products in twenty is a 500.",
      onceInTwenty("listProducts", (it) => {
        Object.assign(it, new Refusal(500, "worker died").reply());
      }),
    ],
    [
      "sometimes-a-member-missing",
      "One product in twenty has no currency.",
      onceInTwenty("getProduct", (it) => {
        if (it.type !== undefined) return;
        const { currency: _currency, ...rest } = it.body as Record<string, unknown>;
        it.body = rest;
      }),
    ],
    [
      "sometimes-cut-off",
      "One list of orders in twenty is cut off.",
      onceInTwenty("listOrders", (it) => {
        it.type = "application/json";
        it.body = Buffer.from(toJson(it.body).slice(0, -3));
      }),
    ],
    [
      "sometimes-html",
      "One sales report in twenty is a page of HTML.",
      onceInTwenty("getSalesReport", (it) => {
        it.type = "text/html";
        it.body = "<!doctype html><title>Just a moment</title>";
      }),
    ],
  ]),
];
