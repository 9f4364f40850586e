import { noReplicas, type ReplicaLink, type ReplicaListener } from './replica-link.ts'

/** One way to the other replicas for two that do not know of each other. */
export interface DividedLink {
  /** Whatever does not begin with the word. */
  readonly plain: ReplicaLink
  /** What begins with the word, which is put before what is told and taken from what is heard. */
  readonly marked: ReplicaLink
}

/** Closing either closes nothing: whoever made the link closes it. */
export function dividedLink(link: ReplicaLink, word: string): DividedLink {
  if (link === noReplicas) return { plain: noReplicas, marked: noReplicas }
  const mark = `${word} `
  const listeners: { plain: ReplicaListener | null; marked: ReplicaListener | null } = {
    plain: null,
    marked: null,
  }
  let isListening = false
  const listen = (of: keyof typeof listeners, listener: ReplicaListener): void => {
    listeners[of] = listener
    if (isListening) return
    isListening = true
    link.listen((text, ageMs) => {
      if (text.startsWith(mark)) listeners.marked?.(text.slice(mark.length), ageMs)
      else listeners.plain?.(text, ageMs)
    })
  }
  return {
    plain: {
      tell: (telling) => link.tell(telling),
      listen: (listener) => listen('plain', listener),
      close: () => Promise.resolve(),
    },
    marked: {
      tell: ({ text, standing }) =>
        link.tell({
          text: mark + text,
          standing: standing.map((one) => ({ ...one, name: mark + one.name, text: mark + one.text })),
        }),
      listen: (listener) => listen('marked', listener),
      close: () => Promise.resolve(),
    },
  }
}
