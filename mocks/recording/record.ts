import { ProblemJsonError } from "../http/problem.ts";
import type { Redaction } from "../http/redact.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import type { Store, StoredValue } from "../storage/store.ts";
import { toRecordedBody } from "./recorded-body.ts";
import { recordingNumber } from "./recording-names.ts";
import { mediaTypeOf, redactRecording } from "./redact-recording.ts";
import { sentRequestOf } from "./sent-request.ts";
import type { UpstreamResponse } from "./upstream/upstream.ts";

/** Where and how exchanges are written down. */
export interface RecorderParts {
  readonly store: Store;
  readonly redaction: Redaction;
  readonly oauthPaths: ReadonlySet<string>;
  /** The folder for an exchange, and the operation's name. */
  readonly nameOf: (exchange: Exchange) => { readonly folder: string; readonly operation: string | undefined };
}

/** Writes an exchange down, without its secrets. Throws a problem 500 where that fails. */
export type Recorder = (exchange: Exchange, response: UpstreamResponse) => Promise<void>;

/** What a recording that is read by people, and sent with another body than it came with, does not hold. */
const unrecorded: ReadonlySet<string> = new Set(["content-digest", "content-md5", "digest", "repr-digest"]);

/** Writes recordings behind those that are there: none is ever changed. */
export function createRecorder({ store, redaction, oauthPaths, nameOf }: RecorderParts): Recorder {
  /** Another process may have the same place, whether or not it waits for this one. */
  async function add(folder: string, recording: StoredValue, behind = 0): Promise<void> {
    const keys = await store.list(`${folder}/`);
    const numbers = keys.map((key) => Number(/\d{1,9}$/.exec(key)?.[0] ?? 0));
    const next = numbers.reduce((highest, number) => Math.max(highest, number), behind) + 1;
    try {
      await store.set(`${folder}/${recordingNumber(next)}`, recording);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      await add(folder, recording, next);
    }
  }

  return async (exchange, response) => {
    const { folder, operation } = nameOf(exchange);
    const headers = Object.fromEntries(response.headers.filter(([name]) => !unrecorded.has(name)));
    const recording = redactRecording(
      {
        operation,
        recorded: new Date().toISOString(),
        request: await sentRequestOf(exchange, oauthPaths),
        response: { status: response.status, headers, body: toRecordedBody(response.body, mediaTypeOf(headers)) },
        violations: exchange.violations,
      },
      redaction,
    );
    try {
      await store.exclusive(folder, () => add(folder, { ...recording }));
    } catch (error) {
      const template = { type: "RECORDING_FAILED", title: "The response could not be recorded", status: 500 };
      throw new ProblemJsonError(template, error instanceof Error ? error.message : String(error));
    }
  };
}
