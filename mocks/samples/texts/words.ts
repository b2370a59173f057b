import { type Chance, integer } from "../chance.ts";

const vocabulary = (
  "lorem ipsum dolor sit amet consectetur adipisicing elit sed do eiusmod tempor incididunt ut labore et dolore " +
  "magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat " +
  "duis aute irure in reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint occaecat " +
  "cupidatat non proident sunt culpa qui officia deserunt mollit anim id est laborum"
).split(" ");

/** One word, in lower case. */
export function word(chance: Chance): string {
  return vocabulary[integer(chance, 0, vocabulary.length - 1)] ?? "";
}

/** One to five words, cut or followed by more to be as long as is requested. */
export function words(chance: Chance, minimum: number, maximum: number): string {
  let text = word(chance);
  for (let count = integer(chance, 0, 4); count > 0 || text.length < minimum; count -= 1) text += ` ${word(chance)}`;
  return text.slice(0, maximum);
}

/** Characters of an alphabet. */
export function characters(chance: Chance, alphabet: string, length: number): string {
  let text = "";
  while (text.length < length) text += alphabet[integer(chance, 0, alphabet.length - 1)];
  return text;
}
