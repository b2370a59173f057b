import { standIn } from "./stand-in.ts";

const utf8: TextDecoder = new TextDecoder();

/**
 * A response whose body has been read already, and everything else the same, the address included. A second Response with
 * these bytes would do as well, but the stream that it makes of them takes longer than the rest of a call. The platform itself,
 * such as a cache, finds no body in it, but in its clones.
 */
export class ReadResponse extends Response {
  readonly #response: Response;
  readonly #content: Uint8Array<ArrayBuffer>;
  #isRead = false;
  /** Made when somebody wants more than the text. */
  #opened: Response | undefined;

  constructor(response: Response, content: Uint8Array<ArrayBuffer>) {
    super(null, response);
    this.#response = response;
    this.#content = content;
  }

  override get url(): string {
    return this.#response.url;
  }

  override get redirected(): boolean {
    return this.#response.redirected;
  }

  override get type(): ResponseType {
    return this.#response.type;
  }

  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return this.#open().body;
  }

  override get bodyUsed(): boolean {
    return this.#isRead || (this.#opened?.bodyUsed ?? false);
  }

  override async text(): Promise<string> {
    if (this.#opened || this.#isRead) return this.#open().text();
    this.#isRead = true;
    return utf8.decode(this.#content);
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#open().arrayBuffer();
  }

  /** Newer than the other readers, so some platforms do not have it. */
  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer());
  }

  override blob(): Promise<Blob> {
    return this.#open().blob();
  }

  override formData(): Promise<FormData> {
    return this.#open().formData();
  }

  override clone(): Response {
    if (this.bodyUsed) return this.#open().clone();
    return standIn(this.#response, this.#content);
  }

  #open(): Response {
    this.#opened ??= new Response(this.#content, this.#response);
    // Whoever asks again gets the error of the platform.
    if (this.#isRead && !this.#opened.bodyUsed) this.#opened.body?.cancel().catch(() => {});
    return this.#opened;
  }
}
