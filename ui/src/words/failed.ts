// What is said when Rust does not answer at all. All other failures bring their own words.
export const failed = {
  noAnswer: "Holdfast did not answer.",
  noAnswerHint: "What was signed and every draft is safe on this PC. Try again. If it stays so, use paper and call IT.",
  again: "Try again",
};
