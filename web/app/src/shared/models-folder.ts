/** The folder of the origin's private file system that core/engine/shelf.rs keeps models in. */
export const modelsFolder = 'models';
