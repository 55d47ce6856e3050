// The build puts `version` and `files` before this text. The page itself is asked from the network first, so that a new
// version arrives; everything else has its content in its name and comes from the copy.
const store = `counterweight-${version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(store)
      .then((copy) => copy.addAll(files))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith("counterweight-") && name !== store)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  const page = event.request.mode === "navigate";
  const fromCopy = () => caches.match(page ? "./" : event.request, { ignoreSearch: page, ignoreVary: true });
  event.respondWith(
    page ? fetch(event.request).catch(fromCopy) : fromCopy().then((found) => found ?? fetch(event.request)),
  );
});
