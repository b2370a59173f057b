import type { MockResponse } from "../http/response.ts";

/** The latest responses, as long as there is room for them. */
export interface KeptResponses {
  /** Keeps the response to a request, and lets go of the oldest ones until all are within the limit. */
  keep(request: object, response: MockResponse): void;
  /** The response to a request; undefined where it is no longer there. */
  of(request: object): MockResponse | undefined;
}

/** What a response takes beside its body, in bytes, about. */
const bytesOfResponse = 500;

/** An example is the same text each time; it is counted each time. */
function sizeOf({ body }: MockResponse): number {
  return bytesOfResponse + (body?.length ?? 0);
}

/** Keeps responses that take so many bytes together, about. Default: 16 MiB. */
export function createKeptResponses(limit: number = 16 * 2 ** 20): KeptResponses {
  const responses = new WeakMap<object, MockResponse>();
  /** Oldest first, from `first` on: a map that loses its first entries is slow to find the next. */
  let requests: object[] = [];
  let first = 0;
  let total = 0;

  function dropOldest(): void {
    const oldest = requests[first]!;
    first += 1;
    total -= sizeOf(responses.get(oldest)!);
    responses.delete(oldest);
    if (first < 1_000 || first * 2 < requests.length) return;
    requests = requests.slice(first);
    first = 0;
  }

  return {
    keep(request, response) {
      responses.set(request, response);
      requests.push(request);
      total += sizeOf(response);
      while (total > limit) dropOldest();
    },
    of: (request) => responses.get(request),
  };
}
