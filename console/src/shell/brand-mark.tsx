import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  mark: { color: tokens.colorBrandBackground, flexShrink: 0, display: 'block' },
})

/** A causeway: arches that carry a road across water. */
export function BrandMark({ size = 28 }: { readonly size?: number }) {
  const styles = useStyles()
  return (
    <svg className={styles.mark} width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="7" fill="currentColor" />
      <g fill="none" stroke="#fff" strokeWidth="2.2" strokeLinecap="round">
        <path d="M5 9.5h18" />
        <path d="M6 20.5v-3a4 4 0 0 1 8 0 4 4 0 0 1 8 0v3M14 17.5v3" strokeLinejoin="round" />
      </g>
    </svg>
  )
}
