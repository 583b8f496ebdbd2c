// What was just done, said once on the next screen: a toast. Errors are never said here.

interface Said {
  words: string;
  /** What can be undone, and how. */
  undo: { words: string; keyName: string; act: () => void } | null;
}

class Saying {
  now = $state.raw<Said | null>(null);

  say(words: string, undo: Said["undo"] = null): void {
    this.now = { words, undo };
  }

  end(): void {
    this.now = null;
  }
}

/** The last thing done. */
export const said = new Saying();
