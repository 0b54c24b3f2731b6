// What the entry grid and the server say to each other. Addresses hang under the grid's data-api
// (`/api/v1/reports/<unit>/<period>/figures`); every call carries the page's token as `x-csrf-token`.
//
//   POST <api>          saves cells; each is taken or refused by itself, and the answer speaks of every one of them
//   POST <api>/preview  the same body and the same answer, nothing saved
//
// A text left out, or blank, leaves what stood there. Texts are sent as typed; reading them is the server's work.

/** The columns that people type into: a clerk those of a report, the office those of targets. */
export const FIELDS = ['value', 'cumulative', 'narrative', 'self_score', 'explanation', 'assigned', 'own', 'challenge', 'superior', 'base'] as const
export type Field = (typeof FIELDS)[number]
export const NAMES: Record<Field, string> = {
  value: '当月', cumulative: '累计', narrative: '完成情况', self_score: '自评分', explanation: '说明',
  assigned: '下达目标', own: '本级目标', challenge: '挑战目标', superior: '上级目标', base: '上年基数',
}

/** The texts of a row of targets; a grid of targets has no others. */
export type Targets = Partial<Record<'assigned' | 'own' | 'challenge' | 'superior' | 'base', string>>

/** One row's new texts. `version` is the version the person saw; 0 when the row was empty. */
export interface NewCells extends Targets {
  indicator: number
  version: number
  value?: string
  cumulative?: string
  narrative?: string
  self_score?: string
  explanation?: string
}

/** Something to mend or to explain. */
export interface Finding {
  kind: 'error' | 'warning'
  /** The column it concerns; absent when the whole row. */
  field?: Field
  /** 须改正, 须改正或说明, 请说明, 已说明. */
  word: string
  /** Whether a reason settled it. */
  explained: boolean
  /** The check's name. */
  label?: string
  text: string
}

/** A row as it stands (or would stand) after the call. */
export interface Row extends Targets {
  indicator: number
  version: number
  /** Texts as shown. */
  value: string
  cumulative: string
  completion: string
  growth: string
  /** How it stands against its schedule; empty when it is not behind. */
  behind?: string
  narrative: string
  self_score: string
  explanation: string
  /** Whether a reason is asked for, or stands. */
  asks: boolean
  /** empty | entered | wrong | doubt | explained | returned | verified | locked */
  state: string
  /** The state as a word: 未填, 已存, 有疑, 退回, 已核验, 锁定. */
  word: string
  /** What was converted or assumed in reading. */
  notes: string[]
  findings: Finding[]
  /** Whether anything of it was saved (or would be). */
  saved: boolean
  /** Present when somebody else saved the row since `version`; nothing of ours was saved then. */
  conflict?: { by: string; at: string }
}

/** The state of the whole report. */
export interface Summary {
  missing: number
  returned: number
  errors: number
  doubts: number
  self_total: string
}

export interface Answer {
  rows: Row[]
  summary: Summary
}

/** An answer outside 2xx. */
export interface Refused {
  code: string
  message: string
}
