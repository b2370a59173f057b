import { abortable } from "./clock.js";
/** Bytes; the caller reads what is beyond them. */
const limit = 2 ** 20;
/**
* Reads the body of an error, or of JSON, so that one that breaks off or hangs fails the attempt, which can be
* repeated, and not the caller. Bodies of other types may be endless, or wanted piece by piece: none of them is read.
* Undefined where there is no body. Rejects where that of a 2xx response breaks off; of an error, the status and the
* headers are worth more.
*/
export async function readAhead(response, signal) {
	if (!canReplaceBody(response)) return undefined;
	const rest = response.body.getReader();
	const chunks = [];
	if (response.ok && !isWholeJson(response.headers.get("Content-Type"))) return {
		chunks,
		rest
	};
	try {
		for (let size = 0; size <= limit;) {
			const { done, value } = await abortable(rest.read(), signal);
			if (done) return {
				chunks,
				rest: undefined
			};
			chunks.push(value);
			size += value.byteLength;
		}
	} catch (error) {
		rest.cancel(error).catch(() => {});
		if (response.ok) throw error;
		return {
			chunks,
			rest: undefined,
			failure: { error }
		};
	}
	return {
		chunks,
		rest
	};
}
/** The bytes of chunks in one piece. */
export function joinChunks(chunks) {
	const bytes = new Uint8Array(chunks.reduce((size, { byteLength }) => size + byteLength, 0));
	let offset = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, offset);
		offset += chunk.byteLength;
	}
	return bytes;
}
/** `application/json` and types with its suffix, but not lines or sequences of JSON, which are streams. */
function isWholeJson(contentType) {
	return /^[^;]*[/+]json\s*(?:;|$)/i.test(contentType ?? "");
}
/** Whether its body can be replaced: `fetch` returns statuses with which no Response can be made. */
function canReplaceBody({ body, status }) {
	return body !== null && status >= 200 && status <= 599;
}
/** The methods that read a whole body. */
const readers = [
	"arrayBuffer",
	"blob",
	"bytes",
	"formData",
	"json",
	"text"
];
/**
* A response with another body and everything else the same, its URL included. `asError` makes the error of a body that
* cannot be read: Chromium has a TypeError for everything that goes wrong in a stream.
*/
export function withBody(response, body, asError = (error) => error) {
	const other = new Response(body, response);
	const same = {
		url: response.url,
		redirected: response.redirected,
		type: response.type
	};
	for (const name of readers) {
		const read = other[name];
		if (!read) continue;
		same[name] = () => read.call(other).catch((error) => {
			throw asError(error);
		});
	}
	same["clone"] = () => {
		const copy = Response.prototype.clone.call(other);
		return withBody(response, copy.body, asError);
	};
	for (const [name, value] of Object.entries(same)) Object.defineProperty(other, name, { value });
	return other;
}
/** A body that the caller reads: what was read ahead, then the rest. `failure` returns the error that ended it. */
export function openBody({ chunks, rest }, { signal, asError, done }) {
	const reader = rest;
	let failure;
	const end = () => {
		signal.removeEventListener("abort", abort);
		done();
	};
	let abort = () => {};
	const stream = new ReadableStream({
		start(controller) {
			for (const chunk of chunks) controller.enqueue(chunk);
			abort = () => {
				failure = { error: signal.reason };
				controller.error(signal.reason);
				reader.cancel(signal.reason).catch(() => {});
				end();
			};
			if (signal.aborted) abort();
			else signal.addEventListener("abort", abort, { once: true });
		},
		async pull(controller) {
			try {
				const { done: isOver, value } = await reader.read();
				if (!isOver) return controller.enqueue(value);
				controller.close();
			} catch (error) {
				failure ??= { error: asError(error) };
				controller.error(failure.error);
			}
			end();
		},
		async cancel(reason) {
			end();
			await reader.cancel(reason);
		}
	}, { highWaterMark: 0 });
	return {
		stream,
		failure: () => failure
	};
}
const utf8 = /* @__PURE__ */ new TextDecoder();
/**
* A response whose body has been read already, and everything else the same, its URL included. A second Response with
* these bytes would do as well, but the stream that it makes of them takes longer than the rest of a call. The platform
* itself, such as a cache, finds no body in it, but in its clones.
*/
export class ReadResponse extends Response {
	#response;
	#content;
	#isRead = false;
	/** Made when more than the text is wanted. */
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
		return withBody(this.#response, this.#content);
	}
	#open() {
		this.#opened ??= new Response(this.#content, this.#response);
		// A second read gets the error of the platform.
		if (this.#isRead && !this.#opened.bodyUsed) this.#opened.body?.cancel().catch(() => {});
		return this.#opened;
	}
}
