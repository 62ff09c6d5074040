// What Streamlit itself says, most of it to those who listen to the page: in the page's language.
(() => {
  const words = JSON.parse(document.getElementById("steward-spoken").textContent);
  const NAMED = ["aria-label", "alt", "placeholder"];
  const ITS_OWN = "[data-testid=stSkipToContent], [data-testid=stStatusWidget] *, [role=dialog] *";
  const PARTS = /^(day|month|year), (.*)$/;

  const said = (text) => {
    const part = PARTS.exec(text);
    return part ? `${part[2]} ${words[part[1]]}` : words[text];
  };
  const name = (node) => {
    for (const attribute of NAMED) {
      const ours = node.hasAttribute(attribute) && said(node.getAttribute(attribute));
      if (ours) node.setAttribute(attribute, ours);
    }
    if (node.childElementCount || !node.matches(ITS_OWN)) return;
    const ours = said(node.textContent);
    if (ours) node.textContent = ours;
  };
  const within = (node) => {
    if (!(node instanceof Element)) return;
    name(node);
    node.querySelectorAll("*").forEach(name);
  };
  if (!Object.keys(words).length) return;
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") name(target);
      else addedNodes.forEach(within);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: NAMED });
})();
