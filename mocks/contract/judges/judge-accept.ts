import { essenceOf, isInRange } from "../../http/media-type.ts";
import { headerOf } from "../message.ts";
import { type Exchange, isSuccess } from "../running/exchange.ts";
import { documentedFor } from "./documented-response.ts";
import type { Fault } from "./fault.ts";

/** Whether a media type that the operation documents, and that the request asks for alone, is sent. */
export function judgeAccept(exchange: Exchange): Fault[] {
  const { call, response } = exchange;
  const { accept, operation } = call;
  if (accept === undefined || response === undefined) return [];
  const wanted = essenceOf(accept);
  if (response.status === 406 && call.isPlaced) {
    const message = `The operation documents ${wanted}, and the server does not send it.`;
    return [{ rule: "accept-ignored", cause: wanted, message }];
  }
  const documented = documentedFor(operation, response.status);
  if (!isSuccess(exchange) || ![...(documented?.contents.keys() ?? [])].some((type) => essenceOf(type) === wanted))
    return [];
  const sent = headerOf(response, "content-type");
  if (sent === undefined || isInRange(sent, wanted)) return [];
  const message = `The request accepts ${wanted} alone, and the response is ${essenceOf(sent)}.`;
  return [{ rule: "accept-ignored", cause: wanted, message }];
}
