"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const said = by("said");

  // Copies the new lines of a fix.
  const byHand = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("aria-hidden", "true");
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  const copy = async (button) => {
    const shown = [...button.parentElement.querySelectorAll("ins")].map((line) => {
      const copied = line.cloneNode(true);
      copied.querySelector(".unseen").remove();
      return copied.textContent;
    });
    const text = button.dataset.text ? JSON.parse(button.dataset.text) : shown.join("\n");
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = byHand(text);
      button.focus();
    }
    button.textContent = done ? "Copied" : "Not copied";
    said.textContent = done ? "The fix is copied." : "The browser does not let the page copy.";
    setTimeout(() => {
      button.textContent = "Copy";
      said.textContent = "";
    }, 2000);
  };
  document.querySelectorAll(".copy").forEach((button) => (button.hidden = false));
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".copy");
    if (button) copy(button);
  });

  // Opens what a link leads to, in browsers that do not do so themselves.
  const reveal = () => {
    const target = location.hash.length > 1 ? by(location.hash.slice(1)) : null;
    const folded = target?.closest("details:not([open])");
    if (folded) {
      folded.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Filters. Without this script every finding is there.
  const form = by("filters");
  if (!form) return;
  const details = form.querySelector("details");
  const wide = matchMedia("(min-width: 64rem)");
  const fold = () => (details.open = wide.matches);
  wide.addEventListener("change", fold);
  fold();
  form.hidden = false;

  const groups = new Map();
  form.querySelectorAll("optgroup option").forEach((option) => {
    groups.set(option.value, option.parentElement.label);
  });
  const files = [...document.querySelectorAll(".file")].map((section) => ({
    section,
    id: section.id.slice(1),
    findings: [...section.querySelectorAll("article")].map((article) => ({
      article,
      severity: article.className,
      rule: article.dataset.r,
      group: groups.get(article.dataset.r),
      text: null,
    })),
  }));
  const total = files.reduce((sum, file) => sum + file.findings.length, 0);
  const textOf = (finding) => (finding.text ??= finding.article.textContent.toLowerCase());

  const filter = () => {
    const words = by("text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set([...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    const [group, rule, only] = ["group", "rule", "file"].map((id) => by(id).value);
    let count = 0;
    for (const { section, id, findings } of files) {
      let left = 0;
      for (const finding of findings) {
        const matches =
          (!only || only === id) &&
          severities.has(finding.severity) &&
          (!group || group === finding.group) &&
          (!rule || rule === finding.rule) &&
          words.every((word) => textOf(finding).includes(word));
        if (finding.article.hidden === matches) finding.article.hidden = !matches;
        left += matches ? 1 : 0;
      }
      section.hidden = left === 0;
      count += left;
    }
    by("shown").textContent = count === 0 ? "No finding matches." : `${count} of ${total} shown`;
  };
  let wait = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(wait);
    wait = setTimeout(filter, event.target.id === "text" ? 150 : 0);
  });
  form.addEventListener("reset", () => setTimeout(filter, 0));
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
