import type { OperationDescription } from "../description.ts";
import type { Result } from "../result.ts";
import type { Middleware, Transport } from "../transport.ts";
import { parseValues } from "./parse-values.ts";
import type { ValuePositions } from "./value-position.ts";

/** An operation as far as it is looked at here. */
interface Sending {
  (transport: Transport, ...rest: never[]): Promise<Result<unknown, unknown>>;
  readonly description: OperationDescription;
}

/**
 * The operation, the errors of which have values at these positions that are not what JSON.parse makes. openapi-fetch parses
 * errors by itself, so their text is read beside it. What middleware puts in the place of an answer has the digits that
 * JSON.parse left.
 */
export function readFailures<O>(operation: O, positions: ValuePositions): O {
  const parse = parseValues(positions);
  const send = operation as Sending;
  const call = (transport: Transport, ...rest: never[]) => {
    const { raw } = transport;
    const request: typeof raw.request = async (method, path, init = {}) => {
      const texts = new WeakMap<Response, string>();
      const keep: Middleware = {
        async onResponse({ response }) {
          if (!response.ok) texts.set(response, await response.clone().text());
        },
      };
      const result = await raw.request(method, path, { ...init, middleware: [...(init.middleware ?? []), keep] });
      const { error, response } = result;
      // A text is what openapi-fetch could not parse.
      if (error === undefined || typeof error === "string") return result;
      return { error: parse(texts.get(response) ?? JSON.stringify(error)), response };
    };
    return send({ ...transport, raw: { ...raw, request } }, ...rest);
  };
  return Object.assign(call, { description: send.description }) as O;
}
