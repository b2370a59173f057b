import { type Client, createClient } from "../../../../generated/twinspec-control/client.ts";
import type { Problem } from "../../../../generated/twinspec-control/schemas/Problem.ts";

/** The mock that the page is of. */
export interface Mock {
  readonly client: Client;
  /** Where its API is, without a slash at the end: `http://127.0.0.1:4010/desk`. */
  readonly url: string;
  /** Below which it is served; empty for the root. */
  readonly prefix: string;
  readonly token: string | undefined;
}

/** Why the mock did not do what was asked of it. */
export class MockError extends Error {
  override readonly name = "MockError";
  /** The status of the response; undefined where there was none. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** The mock whose page is at an address. */
export function mockAt(page: string, token: string | undefined): Mock {
  const control = new URL(".", page.replace(/[?#].*$/s, "")).href.replace(/\/$/, "");
  const url = control.replace(/\/__twinspec$/, "");
  const client = createClient({ baseUrl: control, retry: false, ...(token !== undefined && { auth: token }) });
  return { client, url, prefix: new URL(url).pathname.replace(/\/$/, ""), token };
}

/** The root of the port that a mock is on, which tells of all of its APIs. */
export function rootOf({ url, token }: Mock): Mock {
  return mockAt(new URL("/__twinspec/", url).href, token);
}

/** The data of a response; throws a `MockError` where it is another one, or none. */
export async function given<Data>(
  sent: Promise<{
    readonly data?: Data | undefined;
    readonly error?: Problem | Response | undefined;
    readonly status: number;
  }>,
): Promise<Data> {
  let result: Awaited<typeof sent>;
  try {
    result = await sent;
  } catch (error) {
    // The client rejects where an argument cannot be sent, and where nothing comes back.
    throw error instanceof TypeError ? error : new MockError("The mock does not respond.");
  }
  const { data, error, status } = result;
  if (error === undefined) return data as Data;
  if (error instanceof Response) throw new MockError(`The mock responded with ${status}.`, status);
  const broken = (error.validation ?? []).map(({ location, message }) => `${location.slice(1).join(".")}: ${message}`);
  throw new MockError([error.detail ?? error.title, ...broken].join(" "), status);
}
