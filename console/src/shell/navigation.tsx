import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { NavigationRegular } from '@fluentui/react-icons/svg/navigation'
import { useState } from 'react'
import { Link } from 'wouter'

import { useGet } from '../api/use-get.ts'
import { PAGES, type PageEntry } from '../pages.ts'
import { late } from '../parts/late.tsx'
import { useFocusReturn } from '../parts/use-focus-return.ts'
import { NARROW, useIsNarrow } from '../parts/use-media-query.ts'
import { AccountMenu } from './account-menu.tsx'
import { BrandMark } from './brand-mark.tsx'
import type { NavigationDrawerProps } from './navigation-drawer.tsx'

const useStyles = makeStyles({
  side: {
    position: 'sticky',
    top: 0,
    height: '100dvh',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  bar: {
    position: 'sticky',
    top: 0,
    zIndex: 3,
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    height: '52px',
    padding: '0 8px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  barTitle: { fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  head: { display: 'flex', alignItems: 'center', gap: '10px', padding: '18px 16px 10px' },
  names: { minWidth: 0, display: 'flex', flexDirection: 'column' },
  product: { fontWeight: 600, fontSize: '15px', lineHeight: '18px' },
  workload: {
    fontSize: '12px',
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  list: { flex: 1, overflowY: 'auto', padding: '4px 8px 12px' },
  group: {
    margin: 0,
    padding: '14px 10px 4px',
    fontSize: '11px',
    lineHeight: '16px',
    fontWeight: 600,
    letterSpacing: '0.04em',
    textTransform: 'uppercase',
    color: tokens.colorNeutralForeground3,
  },
  items: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    height: '34px',
    padding: '0 10px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontSize: '14px',
    textDecoration: 'none',
    '& svg': { width: '18px', height: '18px' },
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    [NARROW]: { height: '40px' },
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: 600,
    ':hover': { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  },
  foot: { padding: '8px', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
})

const drawer = late<NavigationDrawerProps>({
  get: async () => (await import('./navigation-drawer.tsx')).NavigationDrawer,
  Meanwhile: () => null,
  Failed: ({ isOpen }) =>
    isOpen && <p role="alert">The navigation could not be loaded. Load the page again.</p>,
})

export function Navigation({ chosen }: { readonly chosen: PageEntry | null }) {
  const styles = useStyles()
  const isNarrow = useIsNarrow()
  const [isOpen, setOpen] = useState(false)
  useFocusReturn(isOpen, () => setOpen(false))
  if (!isNarrow) {
    return (
      <div className={styles.side}>
        <Contents chosen={chosen} leave={() => {}} />
      </div>
    )
  }
  return (
    <header className={styles.bar}>
      <Button
        appearance="subtle"
        icon={<NavigationRegular />}
        aria-label="Open the navigation"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      />
      <BrandMark size={24} />
      <span className={styles.barTitle}>{chosen?.title ?? 'Causeway'}</span>
      <drawer.View isOpen={isOpen} close={() => setOpen(false)}>
        <Contents chosen={chosen} leave={() => setOpen(false)} />
      </drawer.View>
    </header>
  )
}

interface ContentsProps {
  readonly chosen: PageEntry | null
  /** Called when a page is chosen. */
  readonly leave: () => void
}

function Contents({ chosen, leave }: ContentsProps) {
  const styles = useStyles()
  const { data: status } = useGet('/admin/v1/status', {})
  const groups = [...new Set(PAGES.map(({ group }) => group))]
  return (
    <>
      <div className={styles.head}>
        <BrandMark />
        <div className={styles.names}>
          <span className={styles.product}>Causeway</span>
          <span className={styles.workload} title={status?.workload}>
            {status?.workload ?? '\u00a0'}
          </span>
          <span className={styles.workload}>{status?.environment ?? '\u00a0'}</span>
        </div>
      </div>
      <nav aria-label="Pages" className={styles.list}>
        {groups.map((group) => (
          <div key={group}>
            <p id={`group-${group}`} className={styles.group}>
              {group}
            </p>
            <ul className={styles.items} aria-labelledby={`group-${group}`}>
              {PAGES.filter((page) => page.group === group).map((page) => (
                <li key={page.path}>
                  <PageLink page={page} isChosen={page === chosen} leave={leave} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={styles.foot}>
        <AccountMenu />
      </div>
    </>
  )
}

interface PageLinkProps {
  readonly page: PageEntry
  readonly isChosen: boolean
  readonly leave: () => void
}

function PageLink({ page, isChosen, leave }: PageLinkProps) {
  const styles = useStyles()
  const Icon = isChosen ? page.iconChosen : page.icon
  return (
    <Link
      href={page.path}
      className={mergeClasses(styles.item, isChosen && styles.chosen)}
      aria-current={isChosen ? 'page' : undefined}
      onPointerEnter={page.content.load}
      onClick={leave}
    >
      <Icon />
      {page.title}
    </Link>
  )
}
