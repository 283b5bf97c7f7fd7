import { ProtocolError, ResourceNotFoundError } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { guardRequest, renderToolError } from '../../src/mcp/errors.ts';

describe('renderToolError', () => {
  it('gives code, owner, message and hints, with commands named as tools', () => {
    const error = new PlanError('not-ready', 'pay-8xw2mn waits for hash-3k9qzn.', {
      data: { task: 'pay-8xw2mn' },
    });
    expect(renderToolError(error)).toMatchObject({
      isError: true,
      structuredContent: {
        schema: 1,
        kind: 'error',
        error: {
          code: 'not-ready',
          owner: 'orchestrator',
          message: 'pay-8xw2mn waits for hash-3k9qzn.',
          hints: [expect.stringContaining('`orchestrator_get_status`')],
          data: { task: 'pay-8xw2mn' },
        },
      },
    });
  });

  it('shows an unforeseen error as a defect, without its stack', () => {
    const result = renderToolError(new TypeError('x is not a function'));
    expect(result.structuredContent).toMatchObject({
      error: { code: 'internal', message: 'x is not a function' },
    });
    expect(JSON.stringify(result)).not.toContain('errors.test.ts');
  });

  it('shows the hidden characters of a name in the message', () => {
    const result = renderToolError(new PlanError('ref-unknown', 'No task "\u202Eyap".'));
    expect(JSON.stringify(result)).not.toContain('\u202E');
  });
});

describe('guardRequest', () => {
  it('turns a refusal into a protocol error that carries the document', async () => {
    const refused = guardRequest(() =>
      Promise.reject(new PlanError('not-a-repository', '/srv is not in a repository.')),
    );
    await expect(refused).rejects.toBeInstanceOf(ProtocolError);
    await expect(refused).rejects.toMatchObject({
      data: { code: 'not-a-repository', owner: 'orchestrator' },
    });
  });

  it('lets a protocol error through as it is', async () => {
    const missing = new ResourceNotFoundError('orchestrator://task/pay');
    await expect(guardRequest(() => Promise.reject(missing))).rejects.toBe(missing);
  });
});
