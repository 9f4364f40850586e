import { createDOMRenderer, RendererProvider } from '@fluentui/react-components'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'

import { askSession, SessionProvider, type SessionState } from './api/session.tsx'
import { pageAt } from './pages.ts'
import { keepFocus } from './parts/keep-focus.ts'
import { Notices } from './parts/notices.tsx'
import { Shell } from './shell/shell.tsx'
import { ThemeProvider } from './shell/theme.tsx'

const BASE = '/console'
/** So long nothing is shown where it is not known who is signed in; then, that it is asked. */
const KNOWN_WITHIN_MS = 150

// Both come at the same time.
pageAt(location.pathname.slice(BASE.length))?.content.load()
const session = askSession()

function show(first: SessionState): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? ''
  const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } })
  const root = document.getElementById('root')
  if (root === null) throw new Error('the page has no root')
  createRoot(root).render(
    <StrictMode>
      <RendererProvider renderer={renderer} targetDocument={document}>
        <ThemeProvider>
          <Notices>
            <Router base={BASE}>
              <SessionProvider first={first} coming={session}>
                <Shell />
              </SessionProvider>
            </Router>
          </Notices>
        </ThemeProvider>
      </RendererProvider>
    </StrictMode>,
  )
}

const wait = new Promise<SessionState>((resolve) => {
  setTimeout(() => resolve({ kind: 'asking' }), KNOWN_WITHIN_MS)
})
keepFocus()
void Promise.race([session, wait]).then(show)
