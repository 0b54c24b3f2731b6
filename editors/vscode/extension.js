// Starts `kaocheng lsp` for Markdown files; the server looks only at 考核 and 样例 blocks.
const { workspace } = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

let client;

function activate() {
  const command = workspace.getConfiguration('kaocheng').get('path', 'kaocheng');
  const server = { command, args: ['lsp'], transport: TransportKind.stdio };
  client = new LanguageClient('kaocheng', '考成', server, {
    documentSelector: [{ language: 'markdown' }, { language: 'kaohe' }],
  });
  return client.start();
}

function deactivate() {
  return client ? client.stop() : undefined;
}

module.exports = { activate, deactivate };
