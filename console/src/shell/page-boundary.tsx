import { Component, type ReactNode } from 'react'

import { ErrorState } from '../parts/error-state.tsx'

interface State {
  readonly error: Error | null
}

/** Holds a fault of one page to that page: the navigation stays. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <ErrorState
        problem={{
          status: null,
          code: 'page_broke',
          message: `This page broke: ${error.message}`,
          remedy:
            'Load it again. After an upgrade of Causeway an open page may miss files of its own version.',
        }}
        retry={() => location.reload()}
      />
    )
  }
}
