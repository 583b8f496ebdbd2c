// A patient's timeline: a signed record with its versions, amending and voiding it.
export const timeline = {
  order: "by time care was given, newest on top",
  reading: "Reading this patient from this PC",
  show: "Show",
  all: "All",
  changed: "Changed only",
  drafts: "Drafts",
  shown: (n: number, of: number) => `${n} of ${of} lines shown`,
  noChanged: "Nothing was amended or voided.",
  noDrafts: "No draft is begun for this patient.",
  openLine: "Shows all of this record",
  before: "Before:",
  voided: "Voided, counts for nothing",

  panel: "The chosen record",
  choose: "Choose a record",
  chooseHelp: "Press a line on the left, or move with ↑ and ↓. All its versions, its times, and what you can do are shown here.",
  readingRecord: "Reading this record from this PC",
  title: (title: string, care: string) => `${title}, ${care}`,
  current: (n: number) => `Version ${n}, current`,
  replaced: (n: number) => `Version ${n}, replaced`,
  voidedVersion: (n: number) => `Version ${n}, voided`,
  reason: (why: string) => `Reason: ${why}`,
  changes: (n: number) => `What changed in version ${n}`,
  was: "was",
  notAnswered: "was not answered",
  takenAway: "Taken away",
  others: (n: number) => (n === 1 ? "The other answer" : `The other ${n} answers`),
  allAnswers: (n: number) => (n === 1 ? "Its answer" : `All ${n} answers`),
  unchanged: "unchanged",
  read: "Read it",
  readLabel: (n: number) => `Read it: version ${n}`,
  close: "Close it",
  closeLabel: (n: number) => `Close it: version ${n}`,
  answers: (n: number) => `All answers of version ${n}`,
  times: "Times",

  can: "What you can do",
  amend: "Amend, with a reason",
  void: "Void, with a reason and a second person",
  promise: "Nothing is ever deleted. Both versions print.",
  begun: "An amendment of this record is begun and not signed yet.",
  finish: "Finish the amendment",
};

/** One quick choice of a reason: how it is shown, how the sentence that is kept begins, whether the person must say more. */
export interface ReasonChoice {
  code: string;
  label: string;
  /** The sentence without more words. */
  alone: string;
  /** The sentence up to the person's own words. */
  before: string;
  more: boolean;
}

export const amend = {
  title: (title: string) => `Amend: ${title}`,
  back: "Back",
  why: "Why",
  choices: [
    { code: "slip", label: "Typing slip", alone: "typing slip", before: "typing slip: ", more: false },
    { code: "time", label: "Wrong time", alone: "wrong time", before: "wrong time: ", more: false },
    { code: "left-out", label: "Something left out", alone: "something left out", before: "something left out: ", more: false },
    { code: "other", label: "Other", alone: "", before: "", more: true },
  ] satisfies ReasonChoice[],
  details: "In your words",
  detailsHelp: "One sentence. It is kept with the record, and printed.",
  detailsRequired: "Needed for this choice. One sentence, kept with the record and printed.",
  promise: "The form opens with the answers as they were signed. Your PIN signs the new version. The old one stays readable.",
  go: "Open the form",
  opening: "Opening the form.",
  chooseFirst: "Choose why first.",
  sayFirst: "Say why in your words first.",
};

export const voiding = {
  title: "Void this record",
  back: "Back",
  record: "Record",
  care: "Care",
  says: "It says",
  why: "Why",
  choices: [
    { code: "patient", label: "Wrong patient", alone: "", before: "Wrong patient: it belongs to ", more: true },
    { code: "twice", label: "Recorded twice", alone: "Recorded twice", before: "Recorded twice: ", more: false },
    { code: "not", label: "Did not happen", alone: "Did not happen", before: "Did not happen: ", more: false },
    { code: "other", label: "Other", alone: "", before: "", more: true },
  ] satisfies ReasonChoice[],
  details: "Where it belongs now, or details",
  detailsHelp: "It is kept with the record, and printed.",
  detailsRequired: "Needed for this choice. It is kept with the record, and printed.",
  kept: (sentence: string) => `Kept as: ${sentence}.`,
  you: "You",
  ownPin: (name: string | null) => (name === null ? "Your PIN" : `PIN for ${name}`),
  second: "Second person",
  who: "Who agrees?",
  whoHelp: "A nurse, doctor or pharmacist who stands here. Type the first letters of their name.",
  secondPin: (name: string) => `PIN for ${name}`,
  someoneElse: "Someone else",
  onePin: "One of the two PINs was not taken.",
  again: "Type both again.",
  promise: "It stays on the timeline, struck out, with the reason. It counts for nothing from then on.",
  go: "Void this record",
  busy: "Voiding it.",
  chooseFirst: "Choose why first.",
  sayFirst: "Say where it belongs, or what happened, first.",
  pinFirst: "Type your PIN first.",
  secondFirst: "Choose the second person first.",
  secondPinFirst: "The second person types their PIN first.",
  done: (title: string) => `Voided: ${title}. It stays readable.`,
};
