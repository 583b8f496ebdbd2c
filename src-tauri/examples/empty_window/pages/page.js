document.querySelector("button").addEventListener("click", () => {
  setTimeout(() => {
    document.querySelector("[role=status]").textContent = `Saved for ${document.querySelector("input").value}`;
  }, 150);
});
