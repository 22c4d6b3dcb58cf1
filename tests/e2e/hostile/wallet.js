/** A window where a publisher's page expects the wallet, which says what it is told to say. */

window.fake = {
  channel: new URLSearchParams(location.hash.slice(1)).get('channel'),
  /** All that the opener has told it. */
  requests: [],
  port: null,

  ready(channel = this.channel) {
    opener.postMessage({ ownyou: 1, type: 'ready', channel }, '*');
  },

  /** Answers on the port; `STATE` in the JSON text is the request's. */
  answer(...texts) {
    for (const text of texts)
      this.port.postMessage(JSON.parse(text.replaceAll('STATE', this.requests[0].request.state)));
  },
};

addEventListener('message', ({ data, ports }) => {
  fake.requests.push(data);
  fake.port = ports[0];
});
