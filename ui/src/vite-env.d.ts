// A module that comes without types: only handed on, never called.
declare module "pdfjs-dist/legacy/build/pdf.worker.mjs";
