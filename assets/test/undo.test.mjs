// Taking back and doing again, as both grids do.
import { build } from 'esbuild'
import { test } from 'node:test'
import assert from 'node:assert/strict'

const { outputFiles } = await build({ entryPoints: ['src/entry/undo.ts'], bundle: true, format: 'esm', write: false })
const { Undo } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)

const boxOf = value => ({ value, dataset: {} })

function grid() {
  const said = []
  const put = []
  return { said, put, undo: new Undo(text => said.push(text), texts => put.push(texts.map(one => one.text))) }
}

test('what was typed or pasted at once is taken back and done again at once', () => {
  const { said, put, undo } = grid()
  const boxes = [boxOf('2'), boxOf('4')]
  undo.remember([{ box: boxes[0], before: '1', after: '2' }, { box: boxes[1], before: '3', after: '4' }])
  undo.undo()
  assert.deepEqual(boxes.map(box => box.value), ['1', '3'])
  undo.redo()
  assert.deepEqual(boxes.map(box => box.value), ['2', '4'])
  assert.deepEqual(put, [['1', '3'], ['2', '4']])
  assert.deepEqual(said, ['已撤销 2 格', '已重做 2 格'])
})

test('a cell that was empty keeps what was saved, and the person is told', () => {
  const { said, put, undo } = grid()
  const boxes = [boxOf('2'), boxOf('4')]
  undo.remember([{ box: boxes[0], before: '', after: '2' }, { box: boxes[1], before: '3', after: '4' }])
  undo.undo()
  assert.deepEqual(boxes.map(box => box.value), ['2', '3'])
  assert.deepEqual(put, [['3']])
  assert.match(said[0], /^已撤销 1 格；1 格原来是空的/)
})

test('something new forgets what was taken back; with nothing left it says so', () => {
  const { said, undo } = grid()
  const box = boxOf('2')
  undo.remember([{ box, before: '1', after: '2' }])
  undo.undo()
  undo.remember([{ box, before: '1', after: '5' }])
  undo.redo()
  undo.undo()
  undo.undo()
  assert.deepEqual(said, ['已撤销 1 格', '没有可重做的操作', '已撤销 1 格', '没有可撤销的操作'])
})
