import type { Ports } from '../ports.ts';

/** The same ports, whose files are scanned once: several questions get their answers from one reading. */
export function scanOnce(ports: Ports): Ports {
  let scanned: ReturnType<Ports['files']['scan']> | undefined;
  const scan = () => {
    scanned ??= ports.files.scan();
    return scanned;
  };
  // Not spread: some members are made only when they are asked for.
  const files: Ports['files'] = Object.create(ports.files, { scan: { value: scan } });
  return Object.create(ports, { files: { value: files } });
}
