import { Component, type ReactNode } from "react";
import { ErrorState } from "../parts/States.tsx";

/** Keeps a defect in one room from taking the page, the navigation and the quick exit with it. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | undefined }> {
  override state: { readonly error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return <ErrorState message={error.message} onRetry={() => this.setState({ error: undefined })} />;
  }
}
