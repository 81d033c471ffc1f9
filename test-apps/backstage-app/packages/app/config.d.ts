export interface Config {
  app: {
    /** @deepVisibility frontend */
    packages?: 'all' | { include?: string[]; exclude?: string[] };
  };

  /** @visibility frontend */
  dynamicPlugins?: {
    rootDirectory?: string;
  };

  acme: {
    /** @visibility frontend */
    greeting: string;
    /** @visibility frontend */
    loader?: string;
    /** @visibility frontend */
    literal?: string;
    /** @visibility frontend */
    removed?: string;
    /** @visibility frontend */
    notice?: string;
    /** @visibility frontend */
    terms?: string;
    office?: {
      /** @visibility frontend */
      city: string;
      safe?: string;
    };
    /** @visibility backend */
    internalUrl?: string;
    /** @visibility secret */
    apiKey?: string;
    teams?: Array<{
      /** @visibility frontend */
      name: string;
      budget?: string;
    }>;
    /** @deepVisibility frontend */
    links?: {
      docs: string;
      support: { mail: string };
    };
  };
}
