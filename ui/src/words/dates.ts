// Choosing a day.
export const dates = {
  choose: "Choose a date",
  earlier: "Month before",
  later: "Month after",
  today: (day: string) => `Today, ${day}`,
  close: "Close",
  keys: "Arrow keys move, Page Up and Page Down change the month, Enter chooses.",
};
