// Reads the changelog's few marks into parts to draw as text: headings, points, paragraphs.

/** One part. */
export type Part = { is: "title" | "point" | "words"; text: string };

/** The parts, in order; the first heading is the page's own and is left out. */
export function parts(markdown: string): Part[] {
  return markdown
    .split("\n")
    .map((line): Part | null => {
      const text = line.trim();
      if (text === "" || /^#\s/.test(text)) return null;
      if (/^#{2,}\s/.test(text)) return { is: "title", text: text.replace(/^#+\s+/, "") };
      if (/^[-*]\s/.test(text)) return { is: "point", text: text.slice(2) };
      return { is: "words", text };
    })
    .filter((part): part is Part => part !== null);
}
