// One press is one step back. Streamlit enters a page's parameters under the address of the page that is left,
// and then the new page: Back would stop in between, and the address that was left would be lost.
(() => {
  const push = history.pushState.bind(history);
  let left = null;

  history.pushState = (state, title, target) => {
    const here = new URL(location.href);
    const there = new URL(target ?? here, here);
    if (there.pathname === here.pathname) {
      left = { href: here.href, search: there.search };
      history.replaceState(state, title, there);
      return;
    }
    if (left?.search && left.search === there.search) history.replaceState(history.state, title, left.href);
    left = null;
    push(state, title, there);
  };
})();
