import { leaving } from "../leave.js";
import { byteStream } from "./byte-source.js";
const separators = {
	"line feed": "\n",
	"line end": /\r\n|\n|\r/,
	"record separator": ""
};
/**
* The parts of a stream of UTF-8 text, each as soon as its end arrives, the last one at the end of the stream; a line
* without its end is dropped, as event streams have it. A byte order
* mark is dropped, and what is no UTF-8 comes out as U+FFFD. `return` cancels the stream, also while a part is awaited.
*
* Throws what `tooLong` makes of a part's number, counted from 1, when the part has more than `maximumLength` characters.
*/
export function textParts(source, division, { maximumLength = 2 ** 24 }, tooLong) {
	const body = byteStream(source);
	let reader;
	let isLeft = false;
	const leave = () => {
		isLeft = true;
		// A stream that has failed cannot be cancelled, and need not be.
		(reader ?? body).cancel().catch(() => undefined);
	};
	return leaving(leave, divide());
	async function* divide() {
		reader = body.getReader();
		const decoder = new TextDecoder();
		let number = 1;
		let length = 0;
		let parts = [];
		let wasReturn = false;
		const take = (text) => {
			length += text.length;
			if (length > maximumLength) throw tooLong(number);
			parts.push(text);
		};
		try {
			for (;;) {
				const { done, value } = await reader.read();
				if (isLeft) return;
				let text = decoder.decode(value, { stream: !done });
				if (division === "line end" && text) {
					// A line feed after a carriage return ends no further line, even when it comes later.
					const isRest = wasReturn && text.startsWith("\n");
					wasReturn = text.endsWith("\r");
					if (isRest) text = text.slice(1);
				}
				const [first = "", ...others] = text.split(separators[division]);
				take(first);
				for (const other of others) {
					yield parts.join("");
					number += 1;
					length = 0;
					parts = [];
					take(other);
				}
				if (!done) continue;
				if (division !== "line end") yield parts.join("");
				return;
			}
		} finally {
			leave();
		}
	}
}
//# sourceMappingURL=text-parts.js.map
