// What every page carries: htmx for the explanation panel and lists, keys, switch lists, guarded forms.
// Everything here only shortens a way that also works without script.
import htmx from 'htmx.org'
import { tendBeside } from './beside'
import { listenForKeys } from './keys'
import { guardForms } from './forms'
import { tameSwitches } from './switches'
import { tendUploads } from './upload'

// The page's policy allows no inline script or style, so htmx may use neither.
htmx.config.allowEval = false
htmx.config.includeIndicatorStyles = false
htmx.config.selfRequestsOnly = true
htmx.config.historyCacheSize = 0
htmx.config.refreshOnHistoryMiss = true
htmx.config.defaultFocusScroll = false

listenForKeys()
guardForms()
tameSwitches()
tendBeside()
tendUploads()
