/** What the program tells the shell. Lasting: scripts branch on these. */
export const EXIT = {
  /** It worked, and nothing was found wrong. */
  ok: 0,
  /** It worked, and the answer is no: errors in the file, a failed finding, an unknown id. */
  negative: 1,
  /** The command line is wrong, or what is to be reviewed cannot be read. */
  wrongUse: 2,
  /** It could not run: a file, a folder or a port did not do its part. */
  couldNotRun: 3,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The command line is wrong; the message says how, `hint` what to write instead. */
export class WrongUse extends Error {
  readonly hint: string | null

  constructor(message: string, hint: string | null = null) {
    super(message)
    this.name = 'WrongUse'
    this.hint = hint
  }
}

/** What was handed in is none of what it should be; the message says where and why. */
export class WrongInput extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongInput'
  }
}

/** The outside did not do its part; the message names what and the way out. */
export class CouldNotRun extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.name = 'CouldNotRun'
  }
}

/** The answer is no, and the reason has to be told on stderr: an unknown id, a consumer that the file does not have. */
export class NegativeAnswer extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NegativeAnswer'
  }
}
