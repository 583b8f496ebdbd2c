// Where typed words begin words of a text: to find screens by, and to underline what was matched.

/** Small letters without accents, letter by letter, so that places stay the same. */
function fold(text: string): string[] {
  return [...text.normalize("NFC")].map((letter) => letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()[0] ?? " ");
}

/** The words typed. */
export function typedWords(typed: string): string[] {
  return fold(typed).join("").split(/[\s,]+/).filter(Boolean);
}

const inWord = /[\p{L}\p{N}]/u;

/** A piece of a text, and whether somebody typed it. */
export interface Piece {
  text: string;
  on: boolean;
}

/** A text in pieces: those on are the beginnings that were typed. */
export function pieces(text: string, typed: string): Piece[] {
  const letters = [...text.normalize("NFC")];
  const plain = fold(text);
  const words = typedWords(typed);
  const on = letters.map(() => false);
  for (let at = 0; at < plain.length; at++) {
    if (!inWord.test(plain[at] ?? "") || (at > 0 && inWord.test(plain[at - 1] ?? ""))) continue;
    const rest = plain.slice(at).join("");
    const length = Math.max(0, ...words.filter((word) => rest.startsWith(word)).map((word) => word.length));
    on.fill(true, at, at + length);
  }
  const found: Piece[] = [];
  letters.forEach((letter, at) => {
    const last = found.at(-1);
    if (last && last.on === on[at]) last.text += letter;
    else found.push({ text: letter, on: on[at] === true });
  });
  return found;
}

/** Every typed word begins a word of the text. */
export function allBegin(text: string, typed: string): boolean {
  const held = fold(text).join("").split(/[^\p{L}\p{N}]+/u);
  const words = typedWords(typed);
  return words.length > 0 && words.every((word) => held.some((one) => one.startsWith(word)));
}
