"use strict";
document.querySelector(".go").addEventListener("click", () => {
  const body = document.querySelector(".editable");
  window.send(body.parentElement, body, "unknown");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) document.querySelector(".go").click();
});
