import { makeStaticStyles, makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'

import { UNREACHABLE } from '../api/client.ts'
import { useSession, useSessionActions } from '../api/session.tsx'
import { pageAt, type PageEntry } from '../pages.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { late } from '../parts/late.tsx'
import { Loading } from '../parts/loading.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { isFocusTaken } from '../parts/use-focus-return.ts'
import { NARROW } from '../parts/use-media-query.ts'
import { WindowBeginning } from '../parts/window-picker.tsx'
import { Navigation } from './navigation.tsx'
import { Opening } from './opening.tsx'
import { PageBoundary } from './page-boundary.tsx'
import type { SignInProps } from './sign-in.tsx'

const useStaticStyles = makeStaticStyles({
  'html, body': { margin: 0, padding: 0 },
  body: { minHeight: '100dvh', overflowY: 'scroll' },
  '*, *::before, *::after': { boxSizing: 'border-box' },
})

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateColumns: '232px minmax(0, 1fr)',
    minHeight: '100dvh',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'auto 1fr' },
  },
  main: {
    outline: 'none',
    padding: '28px 32px 48px',
    maxWidth: '1560px',
    width: '100%',
    marginInline: 'auto',
    [NARROW]: { padding: '16px 16px 32px' },
  },
  skip: {
    position: 'fixed',
    left: '8px',
    top: '-60px',
    zIndex: 10,
    padding: '8px 12px',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
    ':focus': { top: '8px' },
  },
})

const signIn = late<SignInProps>({
  get: async () => (await import('./sign-in.tsx')).SignIn,
  Meanwhile: () => <Loading label="Opening the sign-in" isWholePage />,
  Failed: () => <ErrorState problem={UNREACHABLE} retry={() => location.reload()} isWholePage />,
})

/** What stands around every page, and what stands there before anybody has signed in. */
export function Shell() {
  useStaticStyles()
  const { state, askAgain } = useSessionActions()
  switch (state.kind) {
    case 'asking':
      return <Loading label="Asking who is signed in" isWholePage />
    case 'unknown':
      return <ErrorState problem={state.problem} retry={askAgain} isWholePage />
    case 'out':
      return <signIn.View hasEnded={state.hasEnded} />
    case 'in':
      return <SignedIn />
  }
}

function SignedIn() {
  const styles = useStyles()
  const [location] = useLocation()
  const page = pageAt(location)
  const main = useRef<HTMLElement>(null)
  const shown = useRef(page)
  useEffect(() => {
    if (shown.current === page) return
    shown.current = page
    // Who reads with a screen reader, or goes on by keyboard, begins at the new page.
    // A panel that comes with the page has taken the focus already.
    if (!isFocusTaken()) main.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [page])
  return (
    <div className={styles.frame}>
      <a
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to the page
      </a>
      <Navigation chosen={page} />
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <WindowBeginning meanwhile={page === null ? null : <Opening title={page.title} />}>
          <PageBoundary key={page?.path ?? location}>
            {page === null ? <NoPage /> : <Place page={page} />}
          </PageBoundary>
        </WindowBeginning>
      </main>
    </div>
  )
}

function Place({ page }: { readonly page: PageEntry }) {
  const { may, role } = useSession()
  if (!may(page.role)) {
    return (
      <>
        <PageHeader title={page.title} />
        <EmptyState
          title={`This page is for the role ${page.role}`}
          text={`You are signed in as ${role}. Ask an owner for a key with the role ${page.role}: causeway operators create.`}
        />
      </>
    )
  }
  return <page.content.View title={page.title} />
}

function NoPage() {
  return (
    <>
      <PageHeader title="Page not found" />
      <EmptyState title="There is no page at this address" text="Choose one from the navigation." />
    </>
  )
}
