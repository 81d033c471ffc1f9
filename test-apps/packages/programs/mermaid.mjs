// mermaid: reads diagrams.
import mermaid from 'mermaid';

export default async () => {
  mermaid.initialize({ startOnLoad: false });
  return [
    await mermaid.parse('graph TD; A[x]-->B{y}; B-->|z|C'),
    await mermaid.parse('sequenceDiagram\nA->>B: hi'),
    await mermaid.parse('graph TD; A[[').catch(error => error.message.split('\n')[0]),
    await mermaid.parse('pie\n"a": 1', { suppressErrors: true }),
    mermaid.detectType('gantt\ntitle x'),
  ];
};
