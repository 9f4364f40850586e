import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

import { type Answer, answerOf, api, type Problem, type Schemas, whenSignedOut } from './client.ts'
import { forgetAll } from './use-get.ts'

export type Session = Schemas['Session']
export type Role = Session['role']

/** Each may do all that those before it may. */
const ROLES: readonly Role[] = ['viewer', 'operator', 'owner']

export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'out'; readonly hasEnded: boolean }
  | { readonly kind: 'unknown'; readonly problem: Problem }
  | { readonly kind: 'in'; readonly session: Session }

interface SessionActions {
  readonly state: SessionState
  readonly signIn: (key: string) => Promise<Answer<Session>>
  readonly signOut: () => Promise<void>
  /** In all browsers that signed in with the same key. */
  readonly signOutEverywhere: () => Promise<void>
  readonly askAgain: () => void
}

const SessionContext = createContext<SessionActions | null>(null)

/** Asks who is signed in. */
export async function askSession(): Promise<SessionState> {
  const answer = await answerOf(api.GET('/admin/v1/session'))
  if (answer.ok) return { kind: 'in', session: answer.value }
  if (answer.problem.status !== 401) return { kind: 'unknown', problem: answer.problem }
  return { kind: 'out', hasEnded: false }
}

interface SessionProviderProps {
  /** What is known by now. */
  readonly first: SessionState
  /** What it comes to where that is `asking`. */
  readonly coming: Promise<SessionState>
  readonly children: ReactNode
}

export function SessionProvider({ first, coming, children }: SessionProviderProps) {
  const [state, setState] = useState(first)
  useEffect(() => {
    if (first.kind === 'asking') void coming.then(setState)
  }, [first, coming])
  useEffect(
    () =>
      whenSignedOut(() => {
        forgetAll()
        setState((before) => ({ kind: 'out', hasEnded: before.kind === 'in' }))
      }),
    [],
  )
  const actions = useMemo<SessionActions>(
    () => ({
      state,
      askAgain: () => {
        setState({ kind: 'asking' })
        void askSession().then(setState)
      },
      signIn: async (key) => {
        const answer = await answerOf(api.POST('/admin/v1/session', { body: { key } }))
        if (answer.ok) setState({ kind: 'in', session: answer.value })
        return answer
      },
      signOut: async () => setState(afterSigningOut(await answerOf(api.DELETE('/admin/v1/session')))),
      signOutEverywhere: async () =>
        setState(afterSigningOut(await answerOf(api.DELETE('/admin/v1/sessions')))),
    }),
    [state],
  )
  return <SessionContext value={actions}>{children}</SessionContext>
}

/** Who believes to have signed out, and has not, leaves the page to whoever comes next. */
function afterSigningOut(answer: Answer<unknown>): SessionState {
  forgetAll()
  if (answer.ok || answer.problem.status === 401) return { kind: 'out', hasEnded: false }
  return { kind: 'unknown', problem: answer.problem }
}

export function useSessionActions(): SessionActions {
  const actions = useContext(SessionContext)
  if (actions === null) throw new Error('there is no SessionProvider above')
  return actions
}

/** Who is signed in, and whether they may do what takes a role. Only within the signed-in part of the console. */
export function useSession(): Session & { readonly may: (role: Role) => boolean } {
  const { state } = useSessionActions()
  if (state.kind !== 'in') throw new Error('nobody is signed in')
  const { session } = state
  return { ...session, may: (role) => ROLES.indexOf(session.role) >= ROLES.indexOf(role) }
}
