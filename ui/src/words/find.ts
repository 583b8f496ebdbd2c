// Find in words: the box, what it leads to, why there is nothing.
export const find = {
  title: "Find",
  box: "Find a patient, form or screen",
  boxFor: (form: string) => `${form}: for whom?`,
  close: "Close",
  back: "Back",
  found: (n: number) => (n === 1 ? "1 found" : `${n} found`),
  results: "What was found",
  atOnce: "Do it now",
  patients: "Patients",
  formsAndActions: "Forms and screens",

  hint: "Type a bed, name, number, date of birth, form or screen.",
  hintFor: "Type a bed, name, number or date of birth.",
  tooShort: (least: number) => `Type ${least} letters or digits to begin.`,
  nothing: (typed: string) => `Nothing on this PC matches “${typed}”.`,
  nothingHint: "Check the spelling or the number, or type less. Only the copies on this PC are searched.",
  more: "There are more patients. Type more to find them.",
  notSearched: (names: string) => `The copy of ${names} could not be searched. Somebody only it names is not here.`,
  sameName: (patients: number, names: number) =>
    names > 1 ? "Some of these have the same name as another patient."
    : patients === 1 ? "Another patient has this name."
    : patients === 2 ? "Two patients have this name."
    : `${patients} patients have this name.`,
  sameNameHint: "Check born and NHS No.",

  formFor: (form: string, name: string) => `${form}: ${name}`,
  chooseNext: "choose a patient next",
  bed: (bed: string) => `bed ${bed}`,
  noBed: "no bed",
  placeNotHeld: "Place not held",
  disagree: (names: string) => `${names} has another name or date of birth for this number: look before you act.`,

  move: "move",
  open: "open",
  offline: "Works with the network off",
};

/** Screens and acts as they are looked for: what they are called, and other words for them. */
export const acts = {
  chart: { title: "Observation chart", also: "news2 trend graph obs" },
  timeline: { title: "Timeline: amend or void a record", also: "history versions correct mistake wrong patient" },
  printPatient: { title: "Print for this patient", also: "paper pack sheets" },
  overdue: { title: "Show overdue observations", also: "late obs ward" },
  ward: { title: "Ward list", also: "board patients beds" },
  print: { title: "Print a downtime pack", also: "paper sheets pdf" },
  outage: { title: "Outage: which systems are down", also: "downtime status declare" },
  recovery: { title: "Recovery: send records back", also: "file filing release owed refused" },
  ready: { title: "Ready: copies held on this PC", also: "snapshot import as at" },
  audit: { title: "Audit: who saw or did what", also: "log entries access viewed chain" },
  help: { title: "Help: keys and words", also: "what is new" },
  lock: { title: "Lock this PC", also: "sign out" },
  onWard: (n: number) => (n === 0 ? "none on this ward" : `${n} on this ward`),
};
