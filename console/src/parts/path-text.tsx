import { Fragment } from 'react'

/** A consumer's path, which breaks behind its slashes where it must. */
export function PathText({ path }: { readonly path: string }) {
  return path.split('/').map((part, at) => (
    <Fragment key={`${at} ${part}`}>
      {at > 0 && '/'}
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
