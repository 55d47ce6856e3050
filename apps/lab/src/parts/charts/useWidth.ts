import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** The width of an element in pixels, kept up to date; `start` until it is laid out. */
export function useWidth<T extends HTMLElement>(start = 640): readonly [RefObject<T | null>, number] {
  const place = useRef<T>(null);
  const [width, setWidth] = useState(start);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    setWidth(element.clientWidth || start);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth || start));
    observer.observe(element);
    return () => observer.disconnect();
  }, [start]);
  return [place, width];
}
