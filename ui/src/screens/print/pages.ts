// Draws the pages of a pack on a canvas. Everything runs here: no worker, no font of the system, nothing fetched.
import type { PDFDocumentProxy } from "pdfjs-dist";

/** A pack that is open. */
export interface Pages {
  /** How many pages. */
  count: number;
  /** Draws one page, `width` CSS pixels wide. A later call wins over an earlier one. */
  draw: (page: number, canvas: HTMLCanvasElement, width: number) => Promise<void>;
  /** Frees it. */
  close: () => void;
}

/** Opens a pack from base64. */
export async function openPages(base64: string): Promise<Pages> {
  const [pdf, worker] = await Promise.all([import("pdfjs-dist/legacy/build/pdf.mjs"), import("pdfjs-dist/legacy/build/pdf.worker.mjs")]);
  // With the worker's code already here, pdf.js runs it in this thread: no worker address that a window might refuse.
  (globalThis as { pdfjsWorker?: unknown }).pdfjsWorker = worker;
  const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const document: PDFDocumentProxy = await pdf.getDocument({
    data,
    isEvalSupported: false,
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    stopAtErrors: false,
  }).promise;
  let drawing: { cancel: () => void; promise: Promise<void> } | null = null;
  return {
    count: document.numPages,
    draw: async (number, canvas, width) => {
      drawing?.cancel();
      await drawing?.promise.catch(() => {});
      const page = await document.getPage(number);
      const plain = page.getViewport({ scale: 1 });
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      const viewport = page.getViewport({ scale: (width / plain.width) * ratio });
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${Math.round(viewport.height / ratio)}px`;
      // "print" draws at once; the way for screens waits for a frame between steps, which took seconds a page in the window.
      drawing = page.render({ canvas, viewport, intent: "print" });
      await drawing.promise;
      drawing = null;
    },
    close: () => void document.destroy(),
  };
}
