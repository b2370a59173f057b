import { standIn } from "./stand-in.js";
const utf8 = new TextDecoder();
/**
* A response whose body has been read already, and everything else the same, the address included. A second Response with
* these bytes would do as well, but the stream that it makes of them takes longer than the rest of a call. The platform itself,
* such as a cache, finds no body in it, but in its clones.
*/
export class ReadResponse extends Response {
	#response;
	#content;
	#isRead = false;
	/** Made when somebody wants more than the text. */
	#opened;
	constructor(response, content) {
		super(null, response);
		this.#response = response;
		this.#content = content;
	}
	get url() {
		return this.#response.url;
	}
	get redirected() {
		return this.#response.redirected;
	}
	get type() {
		return this.#response.type;
	}
	get body() {
		return this.#open().body;
	}
	get bodyUsed() {
		return this.#isRead || (this.#opened?.bodyUsed ?? false);
	}
	async text() {
		if (this.#opened || this.#isRead) return this.#open().text();
		this.#isRead = true;
		return utf8.decode(this.#content);
	}
	async json() {
		return JSON.parse(await this.text());
	}
	arrayBuffer() {
		return this.#open().arrayBuffer();
	}
	/** Newer than the other readers, so some platforms do not have it. */
	async bytes() {
		return new Uint8Array(await this.arrayBuffer());
	}
	blob() {
		return this.#open().blob();
	}
	formData() {
		return this.#open().formData();
	}
	clone() {
		if (this.bodyUsed) return this.#open().clone();
		return standIn(this.#response, this.#content);
	}
	#open() {
		this.#opened ??= new Response(this.#content, this.#response);
		// Whoever asks again gets the error of the platform.
		if (this.#isRead && !this.#opened.bodyUsed) this.#opened.body?.cancel().catch(() => {});
		return this.#opened;
	}
}
//# sourceMappingURL=read-response.js.map
